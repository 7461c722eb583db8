/** Language of a text editor for a content type; JSON is recognized under a plain label too. */
export function bodyLanguage(contentType: string | undefined, body: string): string {
  const mime = mimeOf(contentType);
  const declared = languages.get(mime) ?? languageOfSuffix(mime);
  if (declared !== undefined) return declared;
  return isJsonContainer(body) ? 'json' : 'plaintext';
}

/** Whether the content type itself says JSON. */
export function isDeclaredJson(contentType: string | undefined): boolean {
  const mime = mimeOf(contentType);
  return (languages.get(mime) ?? languageOfSuffix(mime)) === 'json';
}

const languages: ReadonlyMap<string, string> = new Map([
  ['application/json', 'json'],
  ['text/json', 'json'],
  ['application/x-ndjson', 'jsonl'],
  ['application/jsonl', 'jsonl'],
  ['text/html', 'html'],
  ['application/xhtml+xml', 'html'],
  ['text/xml', 'xml'],
  ['application/xml', 'xml'],
  ['text/css', 'css'],
  ['text/javascript', 'javascript'],
  ['application/javascript', 'javascript'],
  ['application/x-javascript', 'javascript'],
  ['text/markdown', 'markdown'],
  ['text/yaml', 'yaml'],
  ['application/yaml', 'yaml'],
  ['application/x-yaml', 'yaml'],
]);

function languageOfSuffix(mime: string): string | undefined {
  if (mime.endsWith('+json')) return 'json';
  return mime.endsWith('+xml') ? 'xml' : undefined;
}

function mimeOf(contentType: string | undefined): string {
  return (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

// Functions often answer `new Response(JSON.stringify(x))`, which is labelled text/plain.
function isJsonContainer(body: string): boolean {
  if (!/^\s*[[{]/.test(body)) return false;
  try {
    JSON.parse(body);
    return true;
  } catch {
    return false;
  }
}
