/**
 * Headers that make a Response of a middleware mean "go on". The platform's worker reads the same
 * ones, so a Response made by hand works as one of `next()`. [CLI]
 */
export const marks = {
  next: 'x-middleware-next',
  rewrite: 'x-middleware-rewrite',
  /** JSON of names and values, percent-encoded. */
  requestHeaders: 'x-middleware-request-headers',
} as const;
