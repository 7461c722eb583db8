import * as v from 'valibot';

/** As `v.record`, which leaves out names like `constructor`. */
export const stringRecord = v.custom<Readonly<Record<string, string>>>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((item) => typeof item === 'string'),
  'an object of texts is needed',
);
