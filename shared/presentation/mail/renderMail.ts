import type { RenderMail } from '../../domain/mail/mailContent.ts';
import { digestMail } from './digestMail.ts';
import { incidentMail } from './incidentMail.ts';
import { reminderMail } from './reminderMail.ts';

export const renderMail: RenderMail = (content) => {
  switch (content.kind) {
    case 'reminder':
      return reminderMail(content);
    case 'incident':
      return incidentMail(content);
    case 'digest':
      return digestMail(content);
  }
};
