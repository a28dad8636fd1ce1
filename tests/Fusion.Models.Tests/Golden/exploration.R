# Writes golden values of tests: Rscript exploration.R > ../Data/exploration.r.tsv
# Columns: file, metric, inputs, targets, parameters, key, value. The version is in the first line.
files <- list(
  "Iris_rtlm.csv" = list(c("sepal_length", "sepal_width", "petal_length", "petal_width"), c("Iris_setosa", "Iris_versicolor", "Iris_virginica")),
  "bank1.csv" = list(c("age", "balance", "duration", "campaign"), c("target", "housing_yes", "loan_yes", "education_tertiary")),
  "housing3.csv" = list(c("CRIM", "NOX", "RM", "AGE", "LSTAT", "MEDV"), c("CHAS")))

emit <- function(file, metric, inputs, targets, parameters, answers) {
  for (key in names(answers))
    cat(file, metric, paste(inputs, collapse = " "), paste(targets, collapse = " "), parameters, key, paste0(sprintf("%.17g", answers[[key]]), "\n"), sep = "\t")
}

two <- function(file, inputs, targets, x, y) {
  pooled <- t.test(x, y, var.equal = TRUE); welch <- t.test(x, y); f <- var.test(x, y)
  emit(file, "ttest", inputs, targets, "", list(t = pooled$statistic, tdf = pooled$parameter, tp = pooled$p.value,
       tu = welch$statistic, tdfu = welch$parameter, tpu = welch$p.value, ts1 = var(x), ts2 = var(y)))
  emit(file, "ftest", inputs, targets, "", list(f = f$statistic, fp = 2 * min(pf(f$statistic, length(x) - 1, length(y) - 1), pf(f$statistic, length(x) - 1, length(y) - 1, lower.tail = FALSE))))
}

cat("# ", R.version.string, "\n", sep = "")
for (file in names(files)) {
  data <- read.csv(file.path("..", "Data", file), check.names = FALSE)
  continuous <- files[[file]][[1]]; binary <- files[[file]][[2]]
  for (pair in combn(continuous, 2, simplify = FALSE)) two(file, pair, c(), data[[pair[1]]], data[[pair[2]]])
  if (length(binary) > 1) for (pair in combn(binary, 2, simplify = FALSE)) {
    for (x in continuous) two(file, c(x, pair), c(), data[[x]][data[[pair[1]]] == 1], data[[x]][data[[pair[2]]] == 1])
    counts <- c(sum(data[[pair[1]]]), sum(data[[pair[2]]]))
    emit(file, "ztestp", pair, c(), "", list(zp = prop.test(counts, c(nrow(data), nrow(data)), correct = FALSE)$p.value))
  }
  stacked <- stack(data[continuous])
  table <- summary(aov(values ~ ind, stacked))[[1]]
  emit(file, "anova", continuous, c(), "", list(SSb = table[1, 2], SSw = table[2, 2], Dfb = table[1, 1], Dfw = table[2, 1],
       MSb = table[1, 3], MSw = table[2, 3], F = table[1, 4], P = table[1, 5]))
  if (length(binary) > 2) {
    counts <- t(as.matrix(data[binary[1:2]])) %*% as.matrix(data[binary[-(1:2)]])
    if (ncol(counts) > 1) {
      test <- suppressWarnings(chisq.test(counts, correct = FALSE))
      emit(file, "chi2", binary[1:2], binary[-(1:2)], "", list(chiStat = test$statistic, df = test$parameter, pval = test$p.value))
    }
  }
}
