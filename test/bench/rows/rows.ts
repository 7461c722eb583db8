import type { Row } from '../row';
import { coldStart } from './coldStart';
import { extensionHost } from './extensionHost';
import { filledStore } from './filledStore';
import { insideFunction } from './insideFunction';
import { reload } from './reload';
import { requests } from './requests';
import { soak } from './soak';
import { storeAlone } from './storeAlone';

/** The whole table, in its order. */
export const rows: readonly Row[] = [
  ...insideFunction,
  ...requests,
  coldStart,
  reload,
  ...storeAlone,
  ...filledStore({
    title: '1,000,000 records of 100 bytes',
    records: 1_000_000,
    valueBytes: 100,
    pageKeys: 256,
    smallRecords: 1000,
  }),
  ...filledStore({
    title: '200 values of 5 MB',
    records: 200,
    valueBytes: 5_000_000,
    pageKeys: 64,
    smallRecords: 4,
  }),
  ...extensionHost,
  soak,
];
