import type { Model } from '../api/types';

type Named = Pick<Model, 'owner' | 'name'>;

/** `owner/name`, as people and requests write it. */
export const nameOf = ({ owner, name }: Named): string => `${owner}/${name}`;

/** Came with the software; every other model that one sees is one's own. */
export const isBuiltIn = ({ owner }: Pick<Named, 'owner'>): boolean => owner === 'base';

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
