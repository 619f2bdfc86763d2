"""Law is linked where its permanent address is known."""

from __future__ import annotations

import pytest
from projects import Project

from hub.site.law import eli_address

ELI = "https://www.retsinformation.dk/eli/lta"


@pytest.mark.parametrize(
    ("version", "address"),
    [
        ("BEK nr. 1631 af 16/12/2016", f"{ELI}/2016/1631"),
        ("LBK nr 282 af 17/03/2025", f"{ELI}/2025/282"),
        ("LOV nr 722 af 25/06/2014", f"{ELI}/2014/722"),
        ("Lov nr. 721 af 13. juni 2023", f"{ELI}/2023/721"),
        ("Lovbekendtgørelse nr. 1129 af  22. september 2025", f"{ELI}/2025/1129"),
        ("L 165, 2013-14 (2013/1 LSF 165)", None),
        ("Vejledning nr. 9031 af 16/01/2015", None),
        ("LOV nr. 133 af 10/04/1933", None),
        ("BEK nr. 1631 af 16/12/2016 og senere", None),
        ("", None),
        (None, None),
    ],
)
def test_the_address_is_made_of_year_and_number(version: str | None, address: str | None) -> None:
    assert eli_address(version) == address


def test_a_case_links_its_law_and_says_what_it_means(real: Project) -> None:
    page = " ".join(real.page("udmeldinger/borgere-med-udviklingshaemning-og-dom").split())

    assert f'<a href="{ELI}/2016/1631">Bekendtgørelse om rammeaftaler' in page
    assert "kommunalbestyrelserne skal behandle en central udmelding." in page
