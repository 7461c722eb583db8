import fc from 'fast-check';

/**
 * Runs a property with a seed that is printed, so that any run can be repeated:
 * `PAGES_KV_SEED=123 npm run test:unit`.
 */
export async function checkProperty<Arguments>(
  property: fc.IRawProperty<Arguments>,
  parameters: fc.Parameters<Arguments> = {},
): Promise<void> {
  const seed = Number(process.env.PAGES_KV_SEED ?? (Math.random() * 0x7fffffff) | 0);
  console.log(`      seed ${seed}`);
  await fc.assert(property, { seed, ...parameters });
}
