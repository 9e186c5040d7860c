let handed: File | null = null;

/** A file dropped on another page, on its way to the import page. A file does not fit into an address. */
export function handOverFile(file: File): void {
  handed = file;
}

export function takeHandedFile(): File | null {
  const file = handed;
  handed = null;
  return file;
}
