* Makes the fixtures written by PSPP, and what PSPP prints of them. Run in this folder: pspp make_fixtures.sps.
* Made with PSPP 1.6.2. The creation date in each file is the day of the run.
SET LOCALE='UTF-8'.
DATA LIST LIST (",") /id (F8.0) Practice_Code (A8) Q28 (F2.0) wt_new (F12.6) Q94_confidence_in_managing (F2.0) surname (A24) seen (ADATE10) remark (A300).
BEGIN DATA.
1,A81001,1,0.5,-3,Møller,01/02/2018,first
2,A81002,2,1.25,1,Dvořák,02/03/2019,a remark that goes on
3,,-1,,2,Smith,,
4,B00004,,3.75,-5,Éclair – x,12/31/2023,x
5,E81037,5,1e10,99,O'Brien,10/15/1582,y
6,Y00E5,151,-2.5,98,,01/01/1970,z
7,A81007,152,0,4,ß,02/29/2020,last
END DATA.
COMPUTE remark = CONCAT(RTRIM(remark), RPAD("", 262, "-"), "end").
VARIABLE LABELS Q28 "Overall experience – GP practice" surname "Family name".
VALUE LABELS Q28 1 "Very good" 2 "Fairly good" -1 "Multi–coded" /Practice_Code "A81001" "The first" /surname "Smith" "A common – name".
MISSING VALUES Q28 (-5 THRU -1, 152) /Q94_confidence_in_managing (98, 99, -5) /wt_new (LO THRU -1) /Practice_Code ("B00004").
SAVE OUTFILE='fixtures/pspp_plain.sav' /UNCOMPRESSED.
SAVE OUTFILE='fixtures/pspp_bytes.sav' /COMPRESSED.
SAVE OUTFILE='fixtures/pspp_zlib.zsav' /ZCOMPRESSED.
MISSING VALUES ALL ().
SAVE TRANSLATE /OUTFILE='fixtures/pspp_plain.printed.csv' /TYPE=CSV /FIELDNAMES /CELLS=VALUES /REPLACE.
SELECT IF id < 0.
SAVE OUTFILE='fixtures/pspp_norows.sav' /COMPRESSED.
SAVE OUTFILE='fixtures/pspp_norows.zsav' /ZCOMPRESSED.
