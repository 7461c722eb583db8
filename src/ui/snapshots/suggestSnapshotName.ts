/** A name that sorts by time, `2026-11-25 14:05`, with a number behind it where it is taken. */
export function suggestSnapshotName(now: Date, taken: readonly string[]): string {
  const two = (figure: number): string => figure.toString().padStart(2, '0');
  const date = [now.getFullYear().toString(), two(now.getMonth() + 1), two(now.getDate())];
  const name = `${date.join('-')} ${two(now.getHours())}:${two(now.getMinutes())}`;
  let suggestion = name;
  for (let number = 2; taken.includes(suggestion); number += 1) {
    suggestion = `${name} (${number.toString()})`;
  }
  return suggestion;
}
