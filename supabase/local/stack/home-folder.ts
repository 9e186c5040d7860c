import { accessSync, constants, mkdirSync } from "node:fs";
import { StartError } from "./start-error.ts";

/** Makes the folder of the local state, for its owner alone, and sees that it can be written. */
export function openHome(home: string): void {
  try {
    mkdirSync(home, { recursive: true, mode: 0o700 });
    accessSync(home, constants.W_OK | constants.X_OK);
  } catch (error) {
    const why = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw new StartError(
      `CAPTELY_HOME names ${home}, which cannot be written (${why}). Give a folder you may write to.`,
      {
        cause: error,
      },
    );
  }
}
