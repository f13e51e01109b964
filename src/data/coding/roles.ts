/**
 * Workforce roles: the name used in settings and the `DETAILED_STAFF_ROLE` labels that sum to it. The list is closed: a label
 * outside it stops the reader. The first releases (March 2020 to September 2022) have one label per role; from April 2023
 * the publisher splits roles by "(Mental Health Practitioners)", so both labels are listed for the roles it names.
 */
export const STAFF_ROLES: Readonly<Record<string, readonly string[]>> = {
  "Social Prescribing Link Worker": [
    "Social Prescribing Link Worker",
    ...bySpecialty("Social Prescribing Link Worker"),
  ],
  Pharmacist: ["Pharmacist"],
  "Pharmacy Technician": ["Pharmacy Technician"],
  "Health and Wellbeing Coach": ["Health and Wellbeing Coach"],
  "Care Coordinator": ["Care Coordinator"],
  Physiotherapist: ["Physiotherapist"],
  Paramedic: ["Paramedic"],
  "Nursing Associate": ["Nursing Associate", "Trainee Nursing Associate"],
  "Occupational Therapist": ["Therapist- Occupational Therapist"],
  "Physician Associate": ["Physician Associate"],
  "Advanced Practitioner": [
    "Advanced Dietician Practitioner",
    "Advanced Occupational Therapist Practitioner",
    ...bySpecialty("Advanced Occupational Therapist Practitioner"),
    "Advanced Paramedic Practitioner",
    "Advanced Pharmacist Practitioner",
    "Advanced Physiotherapist Practitioner",
    "Advanced Podiatrist Practitioner",
  ],
  Dietician: ["Dietician"],
  Podiatrist: ["Podiatrist"],
  "Health Support Worker": ["Health Support Worker"],
};

/** A label as the publisher splits it from April 2023, in the spellings of the individual file and of the bulletin. */
function bySpecialty(role: string): readonly string[] {
  const plural = role.replace(/y$/, "ie") + "s";
  return ["Mental Health Practitioner", "Non-Mental Health Practitioner"].flatMap((who) => [
    `${role} (${who})`,
    `${plural} (${who}s)`,
  ]);
}

/** Roles that enter the series after September 2022 and are none of the study's. */
const LATER_ROLES: readonly string[] = [
  "Therapist",
  "Mental Health and Wellbeing Practitioner",
  "Trainee Mental Health and Wellbeing Practitioner",
  "Community Mental Health Nurse",
  "Peer Support Worker",
  "Social Worker",
  "Applied Psychologist – Clinical",
];

/** Labels that belong to no role of the study: directors, administration, other therapists and other direct care. */
export const OTHER_STAFF_LABELS: readonly string[] = [
  "Clinical Director – DPC",
  "Clinical Director – Nurse",
  "Clinical Director – Medical",
  "Finance Director",
  "Other Director",
  "Manager",
  "Senior Manager",
  "Other",
  "Therapist- Other",
  ...["Clinical Director", "Clinical Director (Direct Patient Care)", "Clinical Director (Nurse)"],
  ...["Medical Clinical Director", "Medical Clinical Director (GP)", "Non-clinical Director"],
  "Digital and Transformation Lead",
  "Apprentice",
  "General Practice Assistant",
  "Healthcare Assistant",
  "Healthcare Support Worker",
  "Phlebotomist",
  ...LATER_ROLES.flatMap((role) => [role, ...bySpecialty(role)]),
];

/** Every `DETAILED_STAFF_ROLE` label that the reader knows. */
export const STAFF_LABELS: readonly string[] = [...Object.values(STAFF_ROLES).flat(), ...OTHER_STAFF_LABELS];
