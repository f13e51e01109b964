# Raw columns written by bench/writeColumns.ts as a data frame of one model's complete rows: y, x, factors, pcn.
read_columns <- function(dir, model) {
  meta <- lapply(strsplit(readLines(file.path(dir, "meta.txt")), " "), as.integer)
  names <- strsplit(readLines(file.path(dir, "names.txt")), " ")
  size <- meta[[1]]; n <- size[1]
  bytes <- function(name) as.integer(readBin(file.path(dir, name), "raw", n))
  short <- function(name) readBin(file.path(dir, name), "integer", n, size = 2, signed = FALSE)
  chosen <- meta[[2 + model]]
  y <- bytes(sprintf("flag%d.u8", chosen[1]))
  keep <- y < 2
  if (chosen[2] >= 0) keep <- keep & bytes(sprintf("flag%d.u8", size[5] + chosen[2])) == 1
  value <- readBin(file.path(dir, "value.f64"), "double", size[4])
  d <- data.frame(y = y, x = value[short("code.u16") + 1], pcn = short("cluster.u16"))
  for (f in seq_len(size[2])) {
    code <- bytes(sprintf("f%d.u8", f - 1))
    keep <- keep & code < meta[[2]][f]
    d[[names[[1]][f]]] <- factor(code)
  }
  droplevels(d[keep, ])
}

report <- function(started, n, b, se, ame, ameSe, version) {
  spent <- proc.time() - started
  status <- readLines("/proc/self/status")
  kb <- as.numeric(gsub("[^0-9]", "", grep("VmHWM", status, value = TRUE)))
  cat(sprintf('{"n":%d,"b":%.17g,"se":%.17g,"ame":%.17g,"ameSe":%.17g,"cpu":%.3f,"kb":%.0f,"version":"%s"}\n', n, b, se, ame, ameSe,
              spent[["user.self"]] + spent[["sys.self"]], kb, version))
}
