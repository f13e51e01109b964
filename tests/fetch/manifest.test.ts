import assert from "node:assert/strict";
import { test } from "node:test";
import { publicFiles } from "../../src/fetch";
import { practiceFileName } from "../../src/twin";

test("every public file has a name of its own, a place of its own, a licence, a citation and a page", () => {
  const distinct = (values: readonly string[]) => assert.equal(new Set(values).size, publicFiles.length);
  distinct(publicFiles.map(({ name }) => name));
  distinct(publicFiles.map(({ path }) => path));
  for (const { name, licence, citation, page, path, publisher, reviewed, kind, address } of publicFiles) {
    assert.ok(licence && citation && publisher);
    assert.match(reviewed, /^20\d\d-\d\d-\d\d$/);
    assert.equal(kind === "page", address === undefined, name);
    assert.match(page, /^https:\/\//);
    assert.doesNotMatch(path, /^[/\\]|\.\.|\\/);
  }
});

test("addresses are https on the publishers' hosts, and one is called verified only with size and digest", () => {
  const hosts = ["gp-patient.co.uk", "files.digital.nhs.uk", "digital.nhs.uk", "assets.publishing.service.gov.uk"];
  for (const { name, address, verified, basis, bytes, sha256 } of publicFiles) {
    if (address !== undefined) {
      assert.equal(new URL(address).protocol, "https:");
      assert.ok(hosts.includes(new URL(address).host), `${name}: ${address}`);
    }
    if (verified) assert.ok(bytes && sha256, name);
    else assert.ok(basis, name);
  }
});

test("practice files lie where the study of practice files looks for them", () => {
  for (const year of [2018, 2019, 2020, 2021, 2022, 2023]) {
    const file = publicFiles.find(({ name }) => name === `gpps-practice-${year}`);
    assert.equal(file?.path, `gpps/${practiceFileName(year)}`);
    assert.match(decodeURIComponent(file?.address ?? ""), /Unweighted\/GPPS/);
  }
});
