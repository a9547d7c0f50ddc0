export interface ModelVersionPath {
  owner: string;
  name: string;
  version: number;
}

/** Parts of `owner/name@version`. */
export function modelPath(reference: string): ModelVersionPath {
  const [model = '', version = ''] = reference.split('@');
  const [owner = '', name = ''] = model.split('/');
  return { owner, name, version: Number(version) };
}
