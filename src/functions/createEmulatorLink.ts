import { connectEmulator } from '../rpc/connectEmulator';
import type { EmulatorApi } from '../rpc/emulatorApi';
import type { EmulatorConnection } from '../rpc/emulatorConnection';
import type { EmulatorAddress } from '../rpc/hostApi';

/** A connection that is made when it is first needed, and anew after it was lost. */
export interface EmulatorLink {
  /** @throws EmulatorError `CONNECTION_LOST` where the emulator cannot be reached */
  api(): Promise<EmulatorApi>;
  dispose(): void;
}

export function createEmulatorLink(address: EmulatorAddress): EmulatorLink {
  let connection: Promise<EmulatorConnection> | undefined;

  function connect(): Promise<EmulatorConnection> {
    const made = connectEmulator(address);
    const forget = (): void => {
      if (connection === made) connection = undefined;
    };
    made.then(({ closed }) => closed.then(forget), forget);
    connection = made;
    return made;
  }

  return {
    api: async () => (await (connection ?? connect())).api,
    dispose() {
      connection?.then(
        (made) => made.dispose(),
        () => undefined,
      );
    },
  };
}
