import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { whenSent } from '../../annotations/unsent';
import { api, unwrap } from '../client';
import type { Figure, Statistics } from '../types';

export type Labels = Statistics['labels'];

/** What to compute: multiples of the mean target radius, whose labels, and the group that the others are held against. */
export interface Wanted {
  k: readonly number[];
  labels: Labels;
  control: string | null;
}

export const usualK = [2, 4, 6, 8] as const;

/** Kept under its prediction, so that what refreshes a prediction refreshes its statistics. */
export function useStatistics(predictionId: string, wanted: Wanted, enabled = true) {
  return useQuery({
    queryKey: ['prediction', predictionId, 'statistics', wanted],
    queryFn: async () => {
      const { k, labels, control } = wanted;
      if (labels === 'current') await whenSent();
      const query = { k: k.join(','), labels, control: control ?? undefined };
      const path = { prediction_id: predictionId };
      return unwrap(
        api.GET('/api/v1/predictions/{prediction_id}/statistics', { params: { path, query } }),
      );
    },
    placeholderData: keepPreviousData,
    enabled,
    // What was predicted stays; labels change without a word to this query.
    ...(wanted.labels === 'current' && { staleTime: 0 }),
  });
}

/** What a figure shows, as the service draws it too; of one picture where `imageId` names it. */
export function useFigure(
  predictionId: string,
  name: Figure['name'],
  labels: Labels,
  imageId?: string,
) {
  return useQuery({
    queryKey: ['prediction', predictionId, 'figure', name, labels, imageId],
    queryFn: () => {
      const path = { prediction_id: predictionId, name };
      const query = { labels, image: imageId };
      return unwrap(
        api.GET('/api/v1/predictions/{prediction_id}/figures/{name}.json', {
          params: { path, query },
        }),
      );
    },
    placeholderData: keepPreviousData,
  });
}

/** A map of one picture in the reader's language; asked for while one is named. */
export function useMap(
  predictionId: string | null,
  name: 'density-map' | 'target-map' | null,
  imageId: string,
  language: 'en' | 'zh',
) {
  return useQuery({
    queryKey: ['prediction', predictionId, 'map', name, imageId, language],
    queryFn: () => {
      const path = { prediction_id: predictionId ?? '', name: name ?? 'density-map' };
      const params = { path, query: { image: imageId, language } };
      return unwrap(api.GET('/api/v1/predictions/{prediction_id}/figures/{name}.json', { params }));
    },
    enabled: predictionId !== null && name !== null,
  });
}

/** The figures there are, titled in a language. */
export function useFigures(predictionId: string, language: 'en' | 'zh') {
  return useQuery({
    queryKey: ['prediction', predictionId, 'figures', language],
    queryFn: async () => {
      const params = { path: { prediction_id: predictionId }, query: { language } };
      const list = await unwrap(api.GET('/api/v1/predictions/{prediction_id}/figures', { params }));
      return list.items;
    },
  });
}
