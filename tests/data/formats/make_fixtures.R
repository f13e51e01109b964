# Makes the fixtures written by R haven (ReadStat), and for every fixture what R reads from it.
# Run in this folder after make_fixtures.sps: LC_ALL=C.UTF-8 Rscript make_fixtures.R. Made with haven 2.5.1.
library(haven)

out <- function(name) file.path("fixtures", name)

rows <- 24
i <- seq_len(rows)
base <- data.frame(
  Practice_Code = ifelse(i %% 9 == 0, "", sprintf("A8%04d", i * 37)),
  LSOA11 = sprintf("E0100%04d", i),
  Q28 = ifelse(i %% 7 == 0, NA, c(1, 2, 3, 4, 5, -1, -3, -5)[i %% 8 + 1]),
  wt_new = ifelse(i %% 11 == 0, NA, (i * 0.37)^2 / 3),
  whole = c(-100, -99, 0, 1, 151, 152, 100000, -1e9)[i %% 8 + 1],
  a_name_longer_than_eight_letters = i / 4,
  surname = c("M\u00f8ller", "Dvo\u0159\u00e1k", "\u00c9clair", "Smith", "  lead", "tail  ")[i %% 6 + 1],
  period = as.Date("2018-01-02") + i,
  stringsAsFactors = FALSE
)
attr(base$Q28, "label") <- "Overall experience \u2013 GP practice"
attr(base$wt_new, "label") <- "Weight"
options <- c("Very good" = 1, "Fairly good" = 2, "Neither \u2013 nor" = 3, "Not answered" = -3, "Multi\u00adcoded" = -1)

sav <- base
sav$Q28 <- labelled_spss(sav$Q28, options, na_range = c(-5, -1), label = attr(base$Q28, "label"))
sav$whole <- labelled_spss(sav$whole, c(none = 0), na_values = c(-99, -100))
sav$Practice_Code <- labelled(sav$Practice_Code, c(Eighth = "A80296"))
sav$LSOA11 <- labelled(sav$LSOA11, c("First area" = "E01000001"))
sav$comment <- vapply(i, function(k) strrep("abcdefghij", k * 3 %% 64), "")
sav$essay <- vapply(i, function(k) paste(rep(sprintf("%03d ", k), if (k %% 8 == 5) 150 else k %% 3), collapse = ""), "")
for (compress in c("byte", "none", "zsav"))
  write_sav(sav, out(sprintf("haven_%s.%s", compress, if (compress == "zsav") "zsav" else "sav")), compress = compress)
write_sav(sav[0, ], out("haven_norows.sav"), compress = "byte")
write_sav(sav[0, ], out("haven_norows.zsav"), compress = "zsav")

wide <- as.data.frame(matrix((seq_len(200 * 5) %% 13) - 5, nrow = 5))
names(wide) <- sprintf("Q%d_value", seq_len(200))
wide$Q7_value[2] <- 2.5
write_sav(wide, out("haven_wide.sav"), compress = "byte")

dta <- base
dta$Q28 <- as.integer(base$Q28)
dta$Q28[5] <- NA
dta$Q28 <- labelled(dta$Q28, setNames(as.integer(options), names(options)), label = attr(base$Q28, "label"))
dta$tagged <- ifelse(i %% 3 == 0, tagged_na(letters[i %% 26 + 1]), i + 0.5)
dta$asked <- i %% 2 == 0
dta$at <- as.POSIXct("2019-03-04 05:06:07", tz = "UTC") + i * 3601
ascii <- dta
ascii$surname <- iconv(ascii$surname, "UTF-8", "ASCII", sub = "?")
attr(ascii$Q28, "label") <- "Overall experience"
attr(ascii$Q28, "labels") <- setNames(as.integer(options), c("Very good", "Fairly good", "Neither", "Not answered", "Multi"))
write_dta(ascii, out("haven_117.dta"), version = 13)
write_dta(dta, out("haven_118.dta"), version = 14)
write_dta(dta, out("haven_119.dta"), version = 15)
write_dta(dta[0, ], out("haven_norows.dta"), version = 14)
write_dta(wide[1:40], out("haven_wide.dta"), version = 14)
write_dta(cbind(dta[1:3, 1:3], story = strrep("long text ", 1:3)), out("haven_strl.dta"), version = 14, strl_threshold = 10)

# What R reads: every cell, and per variable label, value labels and user-missing values.
number <- function(x) {
  x <- unclass(x)
  attributes(x) <- NULL
  ifelse(is.na(x), "", sprintf("%.17g", x))
}
# Dates and times as the seconds or days that the file holds; R's own classes count from 1970.
SPSS_EPOCH <- as.numeric(as.POSIXct("1582-10-14", tz = "UTC"))
STATA_EPOCH <- as.Date("1960-01-01")
cell <- function(x, stata) {
  if (is.character(x)) return(as.vector(unclass(x)))
  if (inherits(x, "POSIXct")) return(number(if (stata) (as.numeric(x) - as.numeric(as.POSIXct(STATA_EPOCH))) * 1000 else as.numeric(x) - SPSS_EPOCH))
  if (inherits(x, "Date")) return(number(if (stata) as.numeric(x) - as.numeric(STATA_EPOCH) else as.numeric(x) * 86400 - SPSS_EPOCH))
  if (inherits(x, "hms")) return(number(as.numeric(x)))
  number(x)
}
text <- function(x) if (is.null(x)) "" else paste(x, collapse = ";")
describe <- function(x) {
  labels <- attr(x, "labels", exact = TRUE)
  data.frame(
    label = text(attr(x, "label", exact = TRUE)),
    labels = if (is.null(labels)) "" else paste(sprintf("%s=%s", unname(unclass(labels)), names(labels)), collapse = ";"),
    missing = text(sort(attr(x, "na_values", exact = TRUE))),
    range = text(attr(x, "na_range", exact = TRUE))
  )
}
save <- function(frame, name) write.csv(frame, out(name), row.names = FALSE, fileEncoding = "UTF-8", na = "")

# haven 2.5.1 fails on a .zsav of PSPP without rows.
for (file in setdiff(list.files("fixtures", "[.](sav|zsav|dta)$"), "pspp_norows.zsav")) {
  stata <- grepl("dta$", file)
  read <- if (stata) read_dta(out(file)) else read_sav(out(file), user_na = TRUE)
  if (!grepl("haven_(none|zsav|119|norows|wide)", file))
    save(as.data.frame(lapply(read, cell, stata = stata), check.names = FALSE), paste0(file, ".values.csv"))
  if (!grepl("haven_(none|zsav|119|wide)", file))
    save(cbind(name = names(read), do.call(rbind, lapply(read, describe))), paste0(file, ".variables.csv"))
}
