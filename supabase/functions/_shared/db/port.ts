/** The database as the functions see it: named SQL functions, JSON in and out. */
export interface Db {
  rpc<T>(name: string, args: Record<string, unknown>): Promise<T>;
}
