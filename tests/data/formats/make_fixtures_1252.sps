* Makes a fixture in Windows-1252. Run in this folder: pspp make_fixtures_1252.sps.
SET LOCALE='windows-1252'.
DATA LIST LIST (",") /id (F8.0) surname (A12) Q28 (F2.0).
BEGIN DATA.
1,Møller,1
2,Éclair – x,2
3,€ „q” ÿ,-3
END DATA.
VARIABLE LABELS surname "Family name – as given".
VALUE LABELS Q28 1 "Très bien" 2 "Assez bien – €".
SAVE OUTFILE='fixtures/pspp_1252.sav' /COMPRESSED.
