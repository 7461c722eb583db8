import type { EdgeNode } from '../../edge/edgeNode';

/** `Frankfurt, Germany`; a city that is its own country is named once. */
export function nodePlace({ city, country }: Pick<EdgeNode, 'city' | 'country'>): string {
  return [...new Set([city, country])].filter(Boolean).join(', ');
}
