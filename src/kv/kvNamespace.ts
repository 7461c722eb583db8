import { parseKey, parseLookupKey } from './kvKey';
import type { KvPort } from './kvPort';
import { copyBytes, readValue } from './kvValue';
import { parseListQuery } from './listQuery';
import type { Profile } from './profile';
import { streamBytes } from './valueStream';

/** What `list` resolves to. */
export interface KvListResult {
  readonly complete: boolean;
  /** The page's last key; `null` on the last page. */
  readonly cursor: string | null;
  readonly keys: { readonly key: string }[];
}

/** The object that the user's code finds under a variable name: exactly these functions. */
export interface KvNamespace {
  readonly put: (key: unknown, value: unknown, ...ignored: unknown[]) => Promise<void>;
  readonly get: (key: unknown, typeOrOptions?: unknown) => Promise<unknown>;
  readonly delete: (key: unknown) => Promise<void>;
  readonly list: (options?: unknown) => Promise<KvListResult>;
}

/** What a namespace must know beside its records. */
export interface KvNamespaceSettings {
  readonly profile: Profile;
  /** Hears of what works here otherwise than the user's code seems to believe. */
  warn(message: string): void;
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Makes the KV API over a port of bytes.
 *
 * Methods need no `this`. Every failure is a rejected promise, never a synchronous throw; what a
 * method resolves to belongs to the caller alone.
 *
 * @see spec section 3
 */
export function createKvNamespace(port: KvPort, settings: KvNamespaceSettings): KvNamespace {
  const { profile } = settings;
  return {
    async put(key, value, ...ignored) {
      const kvKey = parseKey(key, profile);
      const options = ignored.flatMap(optionNames);
      if (options.length > 0) {
        settings.warn(
          `put ignores ${options.join(', ')}: a record has neither an expiration nor metadata.`,
        );
      }
      await port.put(kvKey, copyBytes(value, profile) ?? (await readValue(value, profile)));
    },

    async get(key, typeOrOptions) {
      const name = parseLookupKey(key);
      const type = parseType(typeOrOptions);
      const options = optionNames(typeOrOptions).filter((option) => option !== 'type');
      if (options.length > 0) {
        settings.warn(`get ignores ${options.join(', ')}: its only option is type.`);
      }
      const bytes = await port.get(name);
      if (bytes === null || (bytes.byteLength === 0 && profile.emptyValue === 'null')) return null;
      return decodeValue(name, bytes, type, profile);
    },

    async delete(key) {
      await port.delete(parseLookupKey(key));
    },

    async list(options) {
      const query = parseListQuery(options, (message) => {
        settings.warn(message);
      });
      const { keys, complete } = await port.list(query);
      return {
        complete,
        cursor: complete ? null : (keys.at(-1) ?? null),
        keys: keys.map((key) => ({ key })),
      };
    },
  };
}

type ValueType = 'text' | 'json' | 'arrayBuffer' | 'stream';

/** `"json"` or `{type: "json"}`; an unknown type is text [CLI]. */
function parseType(typeOrOptions: unknown): ValueType {
  const type =
    typeof typeOrOptions === 'object' && typeOrOptions !== null && 'type' in typeOrOptions
      ? typeOrOptions.type
      : typeOrOptions;
  return type === 'json' || type === 'arrayBuffer' || type === 'stream' ? type : 'text';
}

function decodeValue(key: string, bytes: Uint8Array, type: ValueType, profile: Profile): unknown {
  switch (type) {
    case 'text':
      return decoder.decode(bytes);
    case 'json':
      return parseJson(key, decoder.decode(bytes), profile);
    case 'arrayBuffer':
      return new Uint8Array(bytes).buffer;
    case 'stream':
      return streamBytes(bytes);
    default:
      return type satisfies never;
  }
}

function parseJson(key: string, text: string, profile: Profile): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    switch (profile.invalidJson) {
      case 'rawString':
        return text;
      case 'reject': {
        const reason = error instanceof Error ? error.message : String(error);
        throw new SyntaxError(`Value of key "${key}" is not valid JSON: ${reason}`);
      }
      default:
        return profile.invalidJson satisfies never;
    }
  }
}

function optionNames(options: unknown): string[] {
  try {
    return typeof options === 'object' && options !== null ? Object.keys(options) : [];
  } catch {
    // A proxy may throw; ignored is ignored.
    return [];
  }
}
