import type { Answer, TheProduct } from './theProduct.ts';

export const mailbox = async (product: TheProduct): Promise<Answer['body'][]> =>
  (await product.local.get('/mailbox')).body.items;

/** Fires the daily schedule of the alerts on a day, and gives the mails that it sent, after what they brought about. */
export const alertOn = async (product: TheProduct, day: string): Promise<Answer['body'][]> => {
  const before = (await mailbox(product)).length;
  const { status } = await product.local.post('/schedules/expiry-alert', { time: `${day}T06:00:00Z` });
  if (status !== 200) throw new Error(`the schedule failed with ${status}`);
  await product.local.post('/idle');
  return (await mailbox(product)).slice(before);
};
