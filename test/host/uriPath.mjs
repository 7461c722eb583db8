/** The path of a file as addresses have it: `/c:/folder/file` on Windows. */
export function uriPath(file) {
  return file
    .replaceAll('\\', '/')
    .replace(/^([A-Za-z]):/, (_, drive) => `/${drive.toLowerCase()}:`);
}
