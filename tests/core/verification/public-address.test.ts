import { describe, expect, it } from "vitest";
import { isPublicAddress } from "#core/verification/dns/public-address.ts";

describe("isPublicAddress", () => {
  it.each(
    (
      "0.0.0.0 10.0.0.1 100.64.0.1 127.0.0.1 127.255.255.255 169.254.169.254 172.16.0.1 172.31.255.255 192.168.1.1 192.0.0.8 " +
      "198.18.0.1 224.0.0.1 255.255.255.255 256.1.1.1 1.2.3 01.2.3.4.5 localhost :: ::1 ::ffff:127.0.0.1 ::ffff:7f00:1 ::127.0.0.1 " +
      "fe80::1 fe80::1%eth0 fc00::1 fd12::1 ff02::1 64:ff9b::7f00:1 64:ff9b:1::808:808 2002:7f00:1:: 2001::1 1:2:3 1::2::3 g::1 ::ffff:10.0.0.1"
    ).split(" "),
  )("refuses %s", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
  it.each(
    "8.8.8.8 192.0.2.1 198.51.100.1 172.32.0.1 100.128.0.1 2600:1f18::7 2a00:1450:4001::5 ::ffff:8.8.8.8 64:ff9b::808:808".split(
      " ",
    ),
  )("lets %s pass", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
});
