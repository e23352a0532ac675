"""Which addresses are the public internet's."""

import pytest

from sayso.sources.addresses import is_public, resolve


@pytest.mark.parametrize(
    "address",
    [
        "93.184.215.14",
        "2606:2800:21f:cb07:6820:80da:af6b:8b2c",
        "64:ff9b::5db8:d70e",  # NAT64 of a public address, as on networks without IPv4
        "::ffff:93.184.215.14",
    ],
)
def test_public_addresses_are_allowed(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254",
        "100.64.0.1", "192.0.2.7", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
        "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "fec0::1", "ff02::1", "2001:db8::1", "2001::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1",
        "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::5db8:d70e", "2002:7f00:1::", "2002:c0a8:101::1",
        "localhost", "", "1.2.3",
    ],
)  # fmt: skip
def test_all_others_are_refused(address):
    assert not is_public(address)


@pytest.mark.parametrize("literal", ["0x7f.1", "2130706433", "0177.0.0.1", "127.1"])
def test_literals_in_odd_notations_come_out_as_the_address_they_mean(literal):
    assert list(resolve(literal, 80)) == ["127.0.0.1"]
