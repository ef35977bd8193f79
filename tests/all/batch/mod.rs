//! Batches: what is made, that nothing is lost, mixed up or half-written, and parts on several
//! machines.

mod faults;
mod index;
mod job;
mod making;
mod scale;
