/** What the make-believe EHR's pages need beside the NHS stylesheet. */
export const ehrStylesheet = `.ehr-buttons { display: flex; flex-wrap: wrap; gap: 8px; }
.ehr-buttons .nhsuk-button { margin: 0; }
.ehr-name, .ehr-buttons { flex: 1 1 auto; text-align: left; }
.ehr-choices { padding: 0; list-style: none; }
.ehr-choices li { display: flex; flex-wrap: wrap; gap: 8px 24px; align-items: center; padding: 8px 0; border-bottom: 1px solid #d8dde0; }
.ehr-choices__who { flex: 1 1 240px; }
.ehr-choices .nhsuk-button { margin: 0; white-space: normal; }
.ehr-number { white-space: nowrap; }
.ehr-record { display: flex; flex-wrap: wrap; gap: 24px; align-items: flex-start; }
.ehr-record__main { flex: 1 1 280px; }
.ehr-record__panel { flex: none; width: 404px; max-width: 100%; height: 85vh; border: 2px solid #4c6272; background: #fff; box-sizing: border-box; }
`
