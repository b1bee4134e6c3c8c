# SPDX-License-Identifier: Apache-2.0
"""A house is made whole or not at all, and opens only with its own key."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from goodoffices.app.house import DATABASE, KEY, SETTINGS, House
from goodoffices.domain.decisions import Enter
from goodoffices.domain.people import Mediation
from goodoffices.errors import HouseError, HouseKeyError, StoreError
from goodoffices.times import now
from tests.small_case import OPENING


if TYPE_CHECKING:
    from pathlib import Path

PASSPHRASE = "correct horse battery staple"


def found(directory: Path, **settings: str) -> House:
    return House.found(directory, clock=now, randomness=os.urandom, **settings)


def opened(directory: Path, passphrase: str = "") -> House:
    return House.open(directory, clock=now, randomness=os.urandom, ask=lambda: passphrase)


def test_what_is_recorded_is_there_when_the_house_is_opened_again(tmp_path: Path) -> None:
    house = found(tmp_path / "house")
    house.begin().carry_out(Enter(facts=OPENING, by="conciliator"))
    house.close()
    again = opened(tmp_path / "house")
    assert again.mediation().state().mediation == OPENING[0]
    again.close()


def test_only_the_owner_can_read_a_house(tmp_path: Path) -> None:
    found(tmp_path / "house").close()
    for name in (KEY, SETTINGS, DATABASE):
        assert stat.S_IMODE((tmp_path / "house" / name).stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "house").stat().st_mode) == 0o700


def test_a_passphrase_is_asked_for_and_a_wrong_one_is_refused(tmp_path: Path) -> None:
    found(tmp_path / "house", passphrase=PASSPHRASE).close()
    opened(tmp_path / "house", PASSPHRASE).close()
    for wrong in ("", "correct horse"):
        with pytest.raises(HouseKeyError):
            opened(tmp_path / "house", wrong)


def test_a_house_does_not_open_without_its_own_key(tmp_path: Path) -> None:
    found(tmp_path / "one").close()
    found(tmp_path / "two").close()
    (tmp_path / "one" / KEY).write_bytes((tmp_path / "two" / KEY).read_bytes())
    with pytest.raises(HouseKeyError, match="another house"):
        opened(tmp_path / "one")
    (tmp_path / "one" / KEY).unlink()
    with pytest.raises(HouseKeyError):
        opened(tmp_path / "one")


def test_a_house_is_not_made_over_another(tmp_path: Path) -> None:
    found(tmp_path / "house").close()
    with pytest.raises(HouseError, match="already"):
        found(tmp_path / "house")


def test_nothing_is_left_of_a_house_that_could_not_be_made(tmp_path: Path) -> None:
    def broken(count: int) -> bytes:
        raise StoreError(reason=f"no {count} bytes", advice="")

    with pytest.raises(StoreError):
        House.found(tmp_path / "house", clock=now, randomness=broken)
    assert not (tmp_path / "house").exists()
    (tmp_path / "file").write_text("")
    with pytest.raises(HouseError, match="No house can be made"):
        found(tmp_path / "file" / "house")


def test_nobody_lives_where_there_is_no_house(tmp_path: Path) -> None:
    with pytest.raises(HouseError, match="There is no house"):
        opened(tmp_path)


@pytest.mark.parametrize("settings", ["store = 'oracle'", "shop = 'sqlite'", "store = ", "\xff"])
def test_settings_that_say_something_else_are_refused(tmp_path: Path, settings: str) -> None:
    found(tmp_path / "house").close()
    (tmp_path / "house" / SETTINGS).write_text(settings, encoding="latin-1")
    with pytest.raises(HouseError, match=SETTINGS):
        opened(tmp_path / "house")


@pytest.mark.parametrize("address", ["host=db password=hush", "postgresql://me:hush@db/house"])
def test_a_password_is_not_taken_as_an_argument(tmp_path: Path, address: str) -> None:
    with pytest.raises(HouseError, match="password"):
        found(tmp_path / "house", postgresql=address)
    assert not (tmp_path / "house").exists()


def test_which_mediation_is_meant_is_asked_when_there_are_several(tmp_path: Path) -> None:
    house = found(tmp_path / "house")
    with pytest.raises(HouseError, match="no mediation in this house yet"):
        house.mediation()
    first, second = OPENING[0], Mediation(id="other", title="Another")
    house.begin().carry_out(Enter(facts=(first,), by="conciliator"))
    assert house.mediation().state().mediation == first
    house.begin().carry_out(Enter(facts=(second,), by="conciliator"))
    with pytest.raises(HouseError, match="several"):
        house.mediation()
    assert house.mediation("other").state().mediation == second
    with pytest.raises(HouseError, match='no mediation "third"'):
        house.mediation("third")
    house.close()
