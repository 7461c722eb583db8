/** The product gave up on what was asked of it: a row falls short, and the bench goes on. */
export class ProductFailed extends Error {}
