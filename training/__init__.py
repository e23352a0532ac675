"""Training, export and evaluation of the networks. torch lives here and nowhere else."""
