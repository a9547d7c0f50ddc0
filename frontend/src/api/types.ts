import type { components } from './schema';

type Schemas = components['schemas'];

export type User = Schemas['UserRead'];
export type ApiKey = Schemas['KeyRead'];
export type Project = Schemas['ProjectRead'];
export type Group = Schemas['GroupRead'];
export type Picture = Schemas['ImageRead'];
export type UploadItem = Schemas['UploadResult']['items'][number];
export type Problem = Schemas['Problem'];
export type Job = Schemas['JobOut'];
export type JobState = Job['state'];
export type CellClass = Schemas['ClassOut'];
export type Prediction = Schemas['PredictionOut'];
export type PredictionSummary = Schemas['PredictionSummary'];
export type PredictionPicture = Schemas['PictureResult'];
export type PredictionWarning = Schemas['WarningOut'];
export type Cell = Schemas['CellOut'];
export type Model = Schemas['ModelOut'];
export type ModelVersion = Schemas['VersionOut'];
