import { addDays, dayAt, momentAt } from './calendar.ts';
import { institutionById, zoneOf, type Institution } from './institutions/catalogue.ts';
import type { Maintenance } from './state.ts';
import type { World } from './world.ts';

/** The window told in the catalogue. A bank that is always closed tells today's. */
export const maintenanceOf = ({ state }: World, institution: Institution): Maintenance | undefined => {
  const told = state.maintenance[institution.id];
  if (told !== undefined) return told ?? undefined;
  if (!institution.alwaysInMaintenance) return undefined;
  const today = dayAt(state.now, zoneOf(institution));
  return {
    from: momentAt(today, 0, zoneOf(institution)),
    to: momentAt(addDays(today, 1), 0, zoneOf(institution)),
    type: 'financialInstitution',
  };
};

export const isInMaintenance = (world: World, institutionId: string): boolean => {
  const institution = institutionById(institutionId);
  const maintenance = institution && maintenanceOf(world, institution);
  return maintenance !== undefined && maintenance.from <= world.state.now && world.state.now < maintenance.to;
};
