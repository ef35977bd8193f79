#!/usr/bin/env bash
# Makes a batch in four shards through GNU parallel, and joins them. Run it in the folder of
# batch.toml. With `--sshlogin one,two --workdir .` the shards run on other machines that share
# this folder.
set -euo pipefail
shards=4
program=${PRINTALOUD:-printaloud}
seq "$shards" | parallel --halt soon,fail=1 "$program" batch --shard "{}/$shards" --jobs 1
"$program" batch --merge
