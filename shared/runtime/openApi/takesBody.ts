import type * as z from 'zod';
import { noBody, type Operation } from '../../contracts/http/operations.ts';

const noBodySchema: () => z.ZodType = noBody;

export const takesBody = ({ body }: Operation): boolean => body() !== noBodySchema();
