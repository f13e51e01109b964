# Reads the needed columns of respondent files by data.table::fread, two threads. Usage: Rscript raw_files.R COLUMNS FILE...
# COLUMNS = names separated by commas, those of each file taken that it has.
args <- commandArgs(TRUE)
if (!requireNamespace("data.table", quietly = TRUE)) quit(status = 3)
suppressMessages(library(data.table))
setDTthreads(2)
wanted <- strsplit(args[1], ",")[[1]]
started <- proc.time()
years <- lapply(args[-1], function(file) {
  header <- names(fread(file, nrows = 0))
  kept <- header[tolower(header) %in% wanted]
  fread(file, select = kept)
})
spent <- proc.time() - started
status <- readLines("/proc/self/status")
kb <- as.numeric(gsub("[^0-9]", "", grep("VmHWM", status, value = TRUE)))
cat(sprintf('{"rows":%d,"cpu":%.3f,"wall":%.3f,"mb":%.0f,"version":"%s data.table %s, %d threads"}\n', sum(vapply(years, nrow, 1L)),
            spent[["user.self"]] + spent[["sys.self"]], spent[["elapsed"]], kb / 1024, R.version.string,
            packageVersion("data.table"), getDTthreads()))
