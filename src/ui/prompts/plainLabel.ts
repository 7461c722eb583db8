/** Keys and names that look like `$(icon)` stay text in a list that draws icons. */
export function plainLabel(text: string): string {
  return text.replace(/\$\(/g, '\\$(').replace(/[\r\n\u2028\u2029]+/g, ' ');
}
