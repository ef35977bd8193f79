#!/usr/bin/env bash
# Makes a batch in four shards as a Slurm array job. In the folder of batch.toml, type:
#   sbatch --wait slurm-array.sh && printaloud batch --merge
# A part that failed is run again by itself: sbatch --wait --array=3 slurm-array.sh
#SBATCH --job-name=leaflets
#SBATCH --array=1-4
#SBATCH --cpus-per-task=1
# How many shards there are. It is the last number of --array above, and it is written down because
# Slurm does not know it any more when a part is run again by itself.
shards=4
exec "${PRINTALOUD:-printaloud}" batch --shard "auto/$shards" --jobs "${SLURM_CPUS_PER_TASK:-1}"
