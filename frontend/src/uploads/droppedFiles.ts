const readEntries = (reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> =>
  new Promise((resolve, reject) => reader.readEntries(resolve, reject));

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject));

/** A reader gives a hundred entries at most a call, so it is asked until it gives none. */
async function children(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const found: FileSystemEntry[] = [];
  for (;;) {
    const batch = await readEntries(reader);
    if (batch.length === 0) return found;
    found.push(...batch);
  }
}

async function filesUnder(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile) return [await fileOf(entry as FileSystemFileEntry)];
  const nested = (await children(entry as FileSystemDirectoryEntry)).map(filesUnder);
  return (await Promise.all(nested)).flat();
}

/** Files that the system itself puts into folders, which nobody means to upload. */
export function wanted(file: File): boolean {
  return !file.name.startsWith('.') && !['Thumbs.db', 'desktop.ini'].includes(file.name);
}

/** Files of a drop, those inside dropped folders too. The transfer must be read before the event returns. */
export async function droppedFiles(transfer: DataTransfer): Promise<File[]> {
  const plain = [...transfer.files];
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry());
  if (!entries.some((entry) => entry?.isDirectory)) return plain.filter(wanted);
  const known = entries.filter((entry) => entry !== null);
  return (await Promise.all(known.map(filesUnder))).flat().filter(wanted);
}
