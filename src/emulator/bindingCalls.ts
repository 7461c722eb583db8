import * as l10n from '@vscode/l10n';
import { variableProblem, type VariableProblem } from '../kv/names';
import type { Binding } from '../rpc/emulatorData';
import { EmulatorError } from '../rpc/emulatorError';
import type { CatalogueBinding } from '../store/catalogue/catalogue';
import { findNamespace, namesOf } from './catalogueLookup';
import type { EmulatorCalls, EmulatorContext } from './emulatorContext';
import { parseRequest, requests } from './requests';

type BindingCalls = Pick<EmulatorCalls, 'listBindings' | 'bindNamespace' | 'unbindNamespace'>;

export function bindingCalls({ store, changed }: EmulatorContext): BindingCalls {
  const bindingOf = (one: CatalogueBinding): Binding[] => {
    const names = namesOf(store.catalogue, one.namespaceId);
    if (!names) return [];
    const project = { id: one.projectId, name: one.projectName };
    return [{ project, ...names, namespaceId: one.namespaceId, variable: one.variable }];
  };

  return {
    listBindings(request) {
      const { projectId, account, namespace } = parseRequest(requests.listBindings, request);
      return store.catalogue.bindings
        .flatMap(bindingOf)
        .filter((one) => projectId === undefined || one.project.id === projectId)
        .filter((one) => account === undefined || one.account === account)
        .filter((one) => namespace === undefined || one.namespace === namespace);
    },

    bindNamespace(request) {
      const { account, namespace, project, variable } = parseRequest(
        requests.bindNamespace,
        request,
      );
      const { id: namespaceId } = findNamespace(store.catalogue, account, namespace);
      const problem = variableProblem(variable);
      if (problem) throw new EmulatorError('VARIABLE_INVALID', variableSentence(problem, variable));
      const { bindings } = store.catalogue;
      const taken = bindings.find(
        (one) => one.projectId === project.id && one.variable === variable,
      );
      if (taken && taken.namespaceId !== namespaceId) {
        throw new EmulatorError(
          'VARIABLE_TAKEN',
          l10n.t(
            'The project "{0}" has a variable "{1}" already. Unbind it first or choose another name.',
            project.name,
            variable,
          ),
        );
      }
      const binding = {
        projectId: project.id,
        projectName: project.name,
        namespaceId,
        variable,
      };
      if (!taken) {
        store.saveCatalogue({ ...store.catalogue, bindings: [...bindings, binding] });
        changed({ kind: 'bindings' });
      }
      return { project, account, namespace, namespaceId, variable };
    },

    unbindNamespace(request) {
      const { projectId, variable } = parseRequest(requests.unbindNamespace, request);
      const { bindings } = store.catalogue;
      const left = bindings.filter(
        (one) => one.projectId !== projectId || one.variable !== variable,
      );
      if (left.length === bindings.length) return { removed: false };
      store.saveCatalogue({ ...store.catalogue, bindings: left });
      changed({ kind: 'bindings' });
      return { removed: true };
    },
  };
}

function variableSentence(problem: VariableProblem, name: string): string {
  switch (problem) {
    case 'EMPTY':
    case 'TOO_LONG':
      return l10n.t('A variable name has 1 to 64 characters.');
    case 'CHARACTERS':
      return l10n.t(
        'A variable name begins with a letter, "_" or "$" and goes on with letters, digits, "_" or "$".',
      );
    case 'RESERVED_WORD':
      return l10n.t('"{0}" is a reserved word of JavaScript; choose another name.', name);
    case 'RUNTIME_GLOBAL':
      return l10n.t('"{0}" is a global of the edge runtime; choose another name.', name);
    default:
      return problem satisfies never;
  }
}
