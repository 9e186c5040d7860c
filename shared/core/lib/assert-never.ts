/** Makes a switch over a closed list fail to compile when the list grows. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}
