/** `1 byte`, `1,234 bytes`: numbers of bytes in the form that their language has for them. */
export function byteNumber(locale: string): Intl.NumberFormat {
  return new Intl.NumberFormat(locale, { style: 'unit', unit: 'byte', unitDisplay: 'long' });
}
