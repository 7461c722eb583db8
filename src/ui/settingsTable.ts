import * as vscode from 'vscode';
import type { EdgeLatency } from '../edge/edgeFaults';
import type { EdgeNode } from '../edge/edgeNode';
import type { EmulatorSettings } from '../rpc/emulatorData';
import { profiles, type ProfileName } from '../kv/profile';
import { platformLimits, type FunctionLimits, type NodeRouting } from '../rpc/hostApi';
import { readEdgeNodes } from './edge/edgeNodesSetting';

/** A setting below `pagesKv.`, with what it accepts; package.json says the same to the editor. */
export interface Setting<T> {
  readonly name: string;
  readonly fallback: T;
  accepts(value: unknown): value is T;
  /** A whole sentence that names the setting, its value and the rule. */
  complaint(value: string): string;
}

export type SettingsReader = <T>(setting: Setting<T>, scope?: vscode.Uri) => T;

const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
const isNumberWithin = (value: unknown, min: number, max: number): value is number =>
  typeof value === 'number' && value >= min && value <= max;

function oneOf<T extends string>(name: string, fallback: T, choices: readonly T[]): Setting<T> {
  return {
    name,
    fallback,
    accepts: (value): value is T => choices.some((choice) => choice === value),
    complaint: (value) =>
      vscode.l10n.t(
        'The setting "pagesKv.{0}" is {1}, which is none of {2}. Instead "{3}" is used.',
        name,
        value,
        choices.join(', '),
        fallback,
      ),
  };
}

function yesOrNo(name: string): Setting<boolean> {
  return {
    name,
    fallback: false,
    accepts: isBoolean,
    complaint: (value) =>
      vscode.l10n.t(
        'The setting "pagesKv.{0}" is {1}, which is neither true nor false. Instead false is used.',
        name,
        value,
      ),
  };
}

function numberWithin(name: string, fallback: number, min: number, max: number, whole: boolean) {
  return {
    name,
    fallback,
    accepts: (value: unknown): value is number =>
      isNumberWithin(value, min, max) && (!whole || Number.isInteger(value)),
    complaint: (value: string) =>
      vscode.l10n.t(
        'The setting "pagesKv.{0}" is {1}, which is no number from {2} to {3}. Instead {4} is used.',
        name,
        value,
        min,
        max,
        fallback,
      ),
  };
}

/** As settings have it, not yet completed. */
export const edgeNodesSetting: Setting<readonly unknown[]> = {
  name: 'edge.nodes',
  fallback: [{ id: 'singapore' }, { id: 'frankfurt' }, { id: 'silicon-valley' }],
  accepts: (value): value is readonly unknown[] => readEdgeNodes(value) !== undefined,
  complaint: (value) =>
    vscode.l10n.t(
      'The setting "pagesKv.{0}" is {1}, which is no list of edge nodes with different ids (a-z, 0-9 and "-"), coordinates in degrees and round trips in ms. Instead the default network is used.',
      'edge.nodes',
      value,
    ),
};

const coordinates: Setting<{ readonly latitude: number; readonly longitude: number }> = {
  name: 'edge.clientLocation',
  fallback: { latitude: 0, longitude: 0 },
  accepts: (value): value is { latitude: number; longitude: number } => {
    const { latitude, longitude } = (value ?? {}) as Readonly<Record<string, unknown>>;
    return isNumberWithin(latitude, -90, 90) && isNumberWithin(longitude, -180, 180);
  },
  complaint: (value) =>
    vscode.l10n.t(
      'The setting "pagesKv.{0}" is {1}, which has no latitude from -90 to 90 and longitude from -180 to 180. Instead 0 and 0 are used.',
      'edge.clientLocation',
      value,
    ),
};

/** Every setting of the extension. */
export function settingsTable(nodes: readonly EdgeNode[]) {
  const nodeIds = nodes.map((node) => node.id);
  return {
    profile: oneOf<ProfileName>('profile', 'documented', [
      profiles.documented.name,
      profiles.observed.name,
    ]),
    defaultNode: oneOf('edge.defaultNode', nodeIds[0] ?? '', nodeIds),
    routing: oneOf<NodeRouting['policy']>('edge.routing', 'fixed', [
      ...(['fixed', 'roundRobin', 'nearest', 'sticky', 'random'] as const),
    ]),
    clientLocation: coordinates,
    randomSeed: numberWithin('edge.randomSeed', 1, 0, 4_294_967_295, true),
    latency: oneOf<EdgeLatency>('edge.latency', 'off', ['off', 'realistic']),
    cacheMisses: yesOrNo('edge.cacheMisses'),
    port: numberWithin('functions.port', 8088, 1, 65535, true),
    fsync: oneOf<EmulatorSettings['fsync']>('store.fsync', 'everySecond', [
      'everySecond',
      'always',
    ]),
    /** Seconds. */
    timeout: numberWithin('functions.timeout', 30, 1, 3600, false),
    startOnOpen: yesOrNo('functions.startOnOpen'),
    simulatedTime: yesOrNo('functions.simulatedTime'),
    cpuLimit: oneOf<FunctionLimits['cpu']>('functions.cpuLimit', platformLimits.cpu, [
      'warn',
      'enforce',
      'off',
    ]),
    /** Megabytes, as the next two. */
    memoryLimit: numberWithin('functions.memoryLimit', 128, 16, 4096, true),
    bodyLimit: numberWithin('functions.bodyLimit', 1, 0.001, 100, false),
    bundleLimit: numberWithin('functions.bundleLimit', 5, 0.001, 100, false),
    requestsLimit: numberWithin('requests.limit', 10_000, 100, 100_000, true),
  };
}

/** Settings that are read together complain together. */
const gatherMs = 200;

/** Reads settings; each wrong value is named once, all of them in one message. */
export function createSettingsReader(log: vscode.LogOutputChannel): SettingsReader {
  const named = new Set<string>();
  let fresh: string[] = [];
  const complain = (complaint: string): void => {
    if (named.has(complaint)) return;
    named.add(complaint);
    log.warn(complaint);
    fresh.push(complaint);
    if (fresh.length > 1) return;
    setTimeout(() => {
      warn(fresh.join(' '));
      fresh = [];
    }, gatherMs);
  };
  return (setting, scope) => {
    const value: unknown = vscode.workspace.getConfiguration('pagesKv', scope).get(setting.name);
    if (value === undefined) return setting.fallback;
    if (setting.accepts(value)) return value;
    complain(setting.complaint(JSON.stringify(value)));
    return setting.fallback;
  };
}

function warn(complaints: string): void {
  const open = vscode.l10n.t('Open Settings');
  void vscode.window.showWarningMessage(complaints, open).then((choice) => {
    if (choice === open) {
      void vscode.commands.executeCommand('workbench.action.openSettings', 'pagesKv.');
    }
  });
}
