# Reads cases.json without packages: an array of flat objects whose values are strings, booleans, null or arrays of strings.
read_cases <- function(path) {
  text <- paste(readLines(path), collapse = " ")
  lines <- regmatches(text, gregexpr("\\{[^}]*\\}", text))[[1]]
  lapply(lines, function(line) {
    field <- function(name) {
      hit <- regmatches(line, regexpr(paste0('"', name, '": *(\\[[^]]*\\]|"[^"]*"|[a-z]+)'), line))
      if (length(hit)) sub(paste0('^"', name, '": *'), "", hit) else NULL
    }
    strings <- function(text) if (is.null(text)) NULL else gsub('"', "", regmatches(text, gregexpr('"[^"]*"', text))[[1]])
    one <- function(name) { s <- strings(field(name)); if (length(s)) s[1] else NULL }
    drop <- strings(field("drop"))
    list(id = one("id"), terms = strings(field("terms")), margins = strings(field("margins")), wald = strings(field("wald")),
         without = strings(field("without")), sample = strings(field("sample")), vce = one("vce"), weights = one("weights"),
         frequency = one("frequency"), second = one("secondCluster"), absorb = one("absorb"),
         oim = identical(field("cluster"), "null"),
         cluster = if (is.null(one("cluster"))) "cl" else one("cluster"),
         drop = if (is.null(drop)) NULL else setNames(list(drop[2]), drop[1]))
  })
}
