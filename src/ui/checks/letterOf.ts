/** `A`, `B`, … as the story calls requests. */
export function letterOf(request: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + request);
}
