#!/usr/bin/env bash
# Makes a batch in four parts through GNU parallel, and joins them. Run it in the folder of
# batch.toml. With `--sshlogin one,two --workdir .` the parts run on other machines that share
# this folder.
set -euo pipefail
parts=4
program=${PRINTALOUD:-printaloud}
seq "$parts" | parallel --halt soon,fail=1 "$program" batch --shard "{}/$parts" --jobs 1
"$program" batch --merge
