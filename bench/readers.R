# Writes the files that bench/readers.ts reads: Rscript bench/readers.R FOLDER ROWS COLUMNS. Needs r-cran-haven.
# Columns as in a respondent file: two codes of place, small integers with negative codes, a weight; a few cells system-missing.
library(haven)
arguments <- commandArgs(trailingOnly = TRUE)
folder <- arguments[1]
rows <- as.integer(arguments[2])
columns <- as.integer(arguments[3])
set.seed(1)
frame <- list(
  Unique_ID = as.numeric(seq_len(rows)),
  Practice_Code = sprintf("A%05d", sample(6500, rows, TRUE)),
  LSOA11 = sprintf("E0100%04d", sample(9999, rows, TRUE)),
  wt_new = exp(rnorm(rows) / 3)
)
answers <- as.integer(c(1:5, 1:5, 1:3, -1, -3, -5, -5, -4, NA))
for (k in seq_len(columns - 4)) frame[[sprintf("Q%d", k)]] <- answers[sample.int(length(answers), rows, TRUE)]
attr(frame, "row.names") <- .set_row_names(rows)
class(frame) <- "data.frame"
for (compress in c("byte", "none", "zsav")) write_sav(frame, file.path(folder, paste0(compress, ".sav")), compress = compress)
write_dta(frame, file.path(folder, "stata.dta"), version = 14)
