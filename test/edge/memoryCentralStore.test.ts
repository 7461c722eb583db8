import { createMemoryStore } from '../../src/edge/memoryCentralStore';
import { centralStoreContract } from '../support/centralStoreContract';
import { createMemoryCentralStore } from '../support/memoryCentralStore';

centralStoreContract('The memory store of the tests', () =>
  Promise.resolve({ store: createMemoryCentralStore(), close: () => undefined }),
);

centralStoreContract('The memory store of a simulation', () =>
  Promise.resolve({ store: createMemoryStore(), close: () => undefined }),
);
