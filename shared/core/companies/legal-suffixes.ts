/**
 * Legal forms as they stand at the end of a company's name, written without dots, in lower case, words apart.
 * Sources: the national company registers' own lists of forms.
 */
export const legalSuffixes: readonly string[] = [
  // English-speaking countries, India, south-east Asia
  "inc, incorporated, llc, l l c, llp, lllp, pllc, ltd, limited, ltd liability co, plc, corp, corporation, co ltd, co limited, company limited, pty ltd, pty limited, proprietary limited, pte ltd, pte limited, private limited, pvt ltd, pvt limited, p ltd, public limited company, public company limited, pcl, opc pvt ltd, cic, unlimited, dac, clg, sdn bhd, bhd, berhad, tbk, jsc, cjsc, ojsc, pjsc, fzco, fze, fz llc, fzc, wll, saog, saoc, qsc, psc, llc fz",
  // German
  "gmbh, ggmbh, gesellschaft mit beschrankter haftung, mbh, gmbh & co kg, gmbh & co ohg, gmbh & co kgaa, gmbh u co kg, gmbh und co kg, ag & co kg, ag & co kgaa, se & co kg, se & co kgaa, ug & co kg, kg, kgaa, ohg, ug, ug haftungsbeschrankt, ek, e k, e kfr, ekfm, eg, e g, ev, e v, gbr, partg, partg mbb, partgmbb, aktiengesellschaft, gesmbh, ges mbh, gesmbh & co kg, sagl",
  // French
  "sas, sasu, sarl, sarlu, s a r l, eurl, snc, scs, sca, scop, scop sa, scic, scp, sci, selarl, selas, gie, eirl, societe anonyme, societe par actions simplifiee, societe a responsabilite limitee, scrl, sprl, bvba, asbl, vzw, sàrl, sarl s",
  // Spanish, Portuguese
  "slu, sau, slp, slne, sll, sociedad limitada, sociedad anonima, sociedad limitada unipersonal, sa de cv, s a de c v, sapi de cv, sab de cv, s de rl de cv, s de r l de c v, srl de cv, sc de rl, eirl, spa, ltda, limitada, lda, unipessoal lda, eireli, sgps sa, s a, s l, s a s, s a u, s l u, e i r l",
  // Italian
  "srl, s r l, srls, s p a, sapa, snc, s n c, sas di, societa per azioni, societa a responsabilita limitata, scarl, scpa, soc coop",
  // Dutch, Nordic, Baltic
  "bv, b v, nv, n v, vof, cooperatief ua, a s, aps, asa, ivs, oyj, hf, ehf, uab, sia, ou, as oy, aktiebolag, osakeyhtio, i s, p s, k s",
  // Central and eastern Europe, Turkey, Greece
  "sro, s r o, spol s r o, spol sro, doo, d o o, dd, d d, dooel, ad, eood, ood, ead, kft, zrt, nyrt, bt, sp z o o, sp zoo, spolka z o o, sp k, sp j, s k a, sp z o o sp k, prosta spolka akcyjna, as ve tic, a s tic, ltd sti, limited sirketi, anonim sirketi, san ve tic ltd sti, san tic ltd sti, ae, epe, ike, ооо, оао, зао, пао, ао, тов",
  // East Asia
  "co ltd, kk, k k, gk, g k, kabushiki kaisha, godo kaisha, yugen kaisha, 株式会社, 有限会社, 合同会社, 有限公司, 有限责任公司, 股份有限公司, 集团有限公司, 주식회사, 유한회사, (주)",
].flatMap((list) => list.split(", "));

/**
 * Short forms that are also ordinary words or initials. They count only as written in a register: in capitals or with
 * dots, and not in a name that is all capitals anyway.
 */
export const delicateSuffixes: readonly string[] =
  "sa, se, as, ab, ag, ad, ae, oy, ou, sl, sc, spa, bv, nv, kk, gk, ek, ev, eg, ug, dd, bt, hf, co, lp, cv, sas, sca, scs, sci, scp, sia, ike, epe, ike, is, ks, ps, cic, dac, pcl, psc, asa, limitada, unlimited, ao".split(
    ", ",
  );

/** Legal forms that stand in front of the name. */
export const legalPrefixes: readonly string[] =
  "株式会社, 有限会社, 合同会社, 주식회사, (주), ооо, оао, зао, пао, ао, тов, pt, cv, ets, sarl, sas, eurl".split(", ");
