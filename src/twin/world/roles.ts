/** Roles of the workforce files with records at four quarters of the real series; between them records grow evenly. */
export interface Role {
  readonly group: "Directors" | "Other Admin/Non-clinical staff" | "Other Direct Patient Care staff";
  readonly role: string;
  readonly detailed: string;
  /** STAFF_ROLE from September 2022, where the label drifts. */
  readonly laterRole?: string;
  /** Records in England at March 2020, December 2020, December 2021 and December 2022. */
  readonly records: readonly [number, number, number, number];
  /** Mean FTE of a record. */
  readonly meanFte: number;
}

export const LINK_WORKER = {
  group: "Other Direct Patient Care staff",
  role: "Social Prescribing Link Workers",
  detailed: "Social Prescribing Link Worker",
} as const;

const care = (role: string, detailed: string, records: Role["records"], meanFte: number): Role => ({
  group: "Other Direct Patient Care staff",
  role,
  detailed,
  records,
  meanFte,
});
const advanced = (what: string, records: number, meanFte: number): Role =>
  care(`Advanced ${what} Practitioners`, `Advanced ${what} Practitioner`, [0, 0, 0, records], meanFte);

/** Every role but the link workers, labels as in the releases of March 2020 to September 2022 (with an en dash). */
export const OTHER_ROLES: readonly Role[] = [
  care("Pharmacists", "Pharmacist", [174, 1681, 3362, 4080], 0.87),
  care("Care Coordinators", "Care Coordinator", [0, 177, 1366, 2590], 0.82),
  care("Pharmacy Technicians", "Pharmacy Technician", [4, 236, 770, 1310], 0.89),
  care("Physiotherapists", "Physiotherapist", [9, 333, 996, 1260], 0.8),
  care("Physician Associates", "Physician Associate", [2, 173, 493, 770], 0.94),
  care("Health and Wellbeing Coaches", "Health and Wellbeing Coach", [0, 73, 404, 715], 0.9),
  care("Paramedics", "Paramedic", [4, 28, 429, 720], 0.88),
  care("Other Direct Patient Care", "Other", [0, 0, 114, 470], 0.83),
  care("Trainee Nursing Associates", "Trainee Nursing Associate", [0, 9, 128, 300], 0.97),
  care("Nursing Associates", "Nursing Associate", [0, 7, 98, 185], 0.92),
  care("Therapists", "Therapist- Occupational Therapist", [1, 20, 99, 140], 0.88),
  care("Therapists", "Therapist- Other", [0, 0, 23, 72], 0.86),
  care("Dieticians", "Dietician", [0, 9, 66, 107], 0.8),
  care("Podiatrists", "Podiatrist", [0, 3, 26, 43], 0.8),
  care("Health Support Workers", "Health Support Worker", [0, 0, 151, 90], 0.5),
  advanced("Pharmacist", 340, 0.86),
  advanced("Paramedic", 165, 0.88),
  advanced("Physiotherapist", 96, 0.75),
  advanced("Occupational Therapist", 13, 0.9),
  advanced("Dietician", 10, 0.9),
  advanced("Podiatrist", 5, 0.8),
  director(
    "Medical Clinical Director",
    "Clinical Director – Medical",
    "Medical Clinical Director (GP)",
    [101, 459, 614, 790],
  ),
  director("Clinical Director", "Clinical Director – Nurse", "Clinical Director (Nurse)", [1, 38, 31, 44]),
  director("Clinical Director", "Clinical Director – DPC", "Clinical Director (DPC)", [4, 22, 52, 48]),
  director("Non-clinical Director", "Finance Director", undefined, [2, 12, 21, 27]),
  director("Non-clinical Director", "Other Director", undefined, [1, 26, 37, 39]),
  admin("Managers", "Manager", [33, 239, 414, 570], 0.6),
  admin("Managers", "Senior Manager", [10, 72, 139, 180], 0.6),
  admin("Other Admin/Non-clinical", "Other", [51, 422, 840, 1140], 0.68),
];

function director(role: string, detailed: string, laterRole: string | undefined, records: Role["records"]): Role {
  return { group: "Directors", role, detailed, laterRole, records, meanFte: 0.26 };
}

function admin(role: string, detailed: string, records: Role["records"], meanFte: number): Role {
  return { group: "Other Admin/Non-clinical staff", role, detailed, records, meanFte };
}
