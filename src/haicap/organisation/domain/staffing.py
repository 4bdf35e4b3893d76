"""Which posts a body has, with how many people: the demo's staffing, sized as docs/reference/organisation.md reports.

About 36 or 37 posts per commune (orientation of the Ministry of Home Affairs, October 2025), a centre of 6 to
15 persons among whom those of police, military and insurance are on duty and not the commune's own. A
province that installs haicap for itself brings its own staff list instead.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from haicap.organisation.contract import Capacity, Role
from haicap.organisation.domain import routing
from haicap.organisation.domain.composition import counter_plans

SYSTEM_POST = "Tiến trình tự động"
SYSTEM_POST_EN = "Automatic process"
SYSTEM_PERSON = "Hệ thống haicap"

BIG_CENTRE = 6  # from so many counters on a centre has a deputy director

R = Role


@dataclass(frozen=True, slots=True)
class PostPlan:
    """One post to open: `slug` names its holders' accounts, `on_duty` marks posts of vertical bodies."""

    body: str
    slug: str
    title: str
    title_en: str
    roles: tuple[Role, ...]
    fields: tuple[str, ...] = ()
    seats: int = 1
    capacity: Capacity = Capacity.SELF
    on_duty: bool = False


def commune_posts(*, counter_count: int, own_posts: int) -> tuple[PostPlan, ...]:
    """The posts of a commune with `counter_count` counters, filled up to `own_posts` seats by the optional
    ones.
    """
    core = [*_COMMITTEE, *_OFFICE, *_ECONOMIC, *_CULTURE, *centre_posts(counter_count)]
    missing = own_posts - sum(post.seats for post in core if not post.on_duty)
    return (*core, *_OPTIONAL[: max(missing, 0)])


def centre_posts(counter_count: int) -> tuple[PostPlan, ...]:
    """The staff of a centre or branch: one official per counter, those of the vertical bodies on duty."""
    own = min(counter_count, 5)
    leads = [
        PostPlan(
            "centre",
            "giamdoctt",
            "Giám đốc Trung tâm",
            "Director of the centre",
            (R.CENTRE_DIRECTOR, R.DIVISION_HEAD),
        )
    ]
    if counter_count >= BIG_CENTRE:
        deputy = (R.CENTRE_DIRECTOR, R.DIVISION_HEAD)
        leads.append(
            PostPlan(
                "centre",
                "phogiamdoctt",
                "Phó Giám đốc Trung tâm",
                "Deputy director of the centre",
                deputy,
                capacity=Capacity.DEPUTY,
            )
        )
    return (
        *leads,
        *(
            PostPlan(
                "centre",
                "tiepnhan",
                f"Công chức tiếp nhận quầy {plan.number}",
                f"Receiving officer, counter {plan.number}",
                (R.RECEIVER,),
            )
            for plan in counter_plans(counter_count)[:own]
        ),
        PostPlan("centre", "traketqua", "Công chức trả kết quả", "Officer returning results", (R.RETURNER,)),
        *_ON_DUTY,
    )


_COMMITTEE = (
    PostPlan(
        "committee",
        "chutich",
        "Chủ tịch UBND",
        "Chair of the People's Committee",
        (R.CHAIR,),
        capacity=Capacity.COLLECTIVE,
    ),
    PostPlan(
        "committee",
        "phochutich",
        "Phó Chủ tịch UBND",
        "Deputy chair of the People's Committee",
        (R.CHAIR,),
        seats=2,
        capacity=Capacity.DEPUTY,
    ),
)
_OFFICE = (
    PostPlan(
        "office",
        "chanhvanphong",
        "Chánh Văn phòng",
        "Head of the office",
        (R.DIVISION_HEAD,),
        capacity=Capacity.BY_ORDER,
    ),
    PostPlan(
        "office",
        "phochanhvp",
        "Phó Chánh Văn phòng",
        "Deputy head of the office",
        (R.DIVISION_HEAD,),
        capacity=Capacity.DEPUTY,
    ),
    PostPlan(
        "office",
        "tuphap",
        "Công chức Tư pháp - Hộ tịch",
        "Justice and civil status officer",
        (R.SPECIALIST,),
        tuple(field for field in routing.fields_of_body("office") if field != "Thanh tra"),
        seats=2,
    ),
    PostPlan("office", "vanthu", "Văn thư", "Clerk", (R.CLERK,)),
    PostPlan("office", "ketoan", "Kế toán - Thủ quỹ", "Accountant and cashier", (R.CASHIER,)),
    PostPlan(
        "office",
        "tiepcongdan",
        "Chuyên viên tiếp công dân",
        "Citizen-reception officer",
        (R.SPECIALIST,),
        ("Thanh tra",),
    ),
    PostPlan(
        "office",
        "quantri",
        "Chuyên viên kiểm soát thủ tục hành chính, chuyển đổi số",
        "Officer for procedures and digital transformation",
        (R.BUSINESS_ADMIN,),
    ),
)
_LAND = (
    "Đất đai",
    "Tài chính đất đai",
    "Đăng ký biện pháp bảo đảm",
    "Tài nguyên nước",
    "Địa chất và khoáng sản",
)
_BUILDING = (
    "Hoạt động xây dựng",
    "Quy hoạch đô thị và nông thôn",
    "Nhà ở và công sở",
    "Hạ tầng kỹ thuật",
    "Quản lý chất lượng công trình xây dựng",
    "Đường bộ",
    "Hàng hải và đường thủy nội địa",
)
_FINANCE = (
    "Thành lập và hoạt động doanh nghiệp (hộ kinh doanh)",
    "Quản lý công sản",
    "Quản lý chương trình mục tiêu quốc gia",
    "Thành lập và hoạt động của tổ hợp tác, hợp tác xã, liên hiệp hợp tác xã",
    "Hỗ trợ tổ hợp tác, hợp tác xã, liên hiệp hợp tác xã",
)
_TRADE = ("Công thương", "An toàn thực phẩm")


def _remaining(body: str, *taken: tuple[str, ...]) -> tuple[str, ...]:
    """What a body deals with and no other post of it does, so that no field is without a specialist."""
    used = {field for fields in taken for field in fields}
    return tuple(field for field in routing.fields_of_body(body) if field not in used)


_ECONOMIC = (
    PostPlan(
        "economic",
        "tpkinhte",
        "Trưởng phòng",
        "Head of division",
        (R.DIVISION_HEAD,),
        capacity=Capacity.BY_ORDER,
    ),
    PostPlan(
        "economic",
        "ptpkinhte",
        "Phó Trưởng phòng",
        "Deputy head of division",
        (R.DIVISION_HEAD,),
        capacity=Capacity.DEPUTY,
    ),
    PostPlan(
        "economic", "diachinh", "Chuyên viên Địa chính", "Land officer", (R.SPECIALIST,), _LAND, seats=2
    ),
    PostPlan(
        "economic",
        "xaydung",
        "Chuyên viên Xây dựng - Giao thông",
        "Construction and transport officer",
        (R.SPECIALIST,),
        _BUILDING,
    ),
    PostPlan(
        "economic",
        "taichinh",
        "Chuyên viên Tài chính - Kế hoạch",
        "Finance and planning officer",
        (R.SPECIALIST,),
        _FINANCE,
    ),
    PostPlan(
        "economic",
        "nongnghiep",
        "Chuyên viên Nông nghiệp - Môi trường",
        "Agriculture and environment officer",
        (R.SPECIALIST,),
        _remaining("economic", _LAND, _BUILDING, _FINANCE, _TRADE),
    ),
    PostPlan(
        "economic",
        "congthuong",
        "Chuyên viên Công thương",
        "Industry and trade officer",
        (R.SPECIALIST,),
        _TRADE,
    ),
)
_SOCIAL = (
    "Bảo trợ xã hội",
    "Người có công",
    "Trẻ em",
    "Việc làm",
    "Dân số, bà mẹ và trẻ em",
    "Phòng, chống tệ nạn xã hội",
)
_SCHOOL = (
    "Giáo dục",
    "Giáo dục mầm non",
    "Giáo dục nghề nghiệp",
    "Giáo dục tiểu học",
    "Giáo dục trung học",
    "Văn bằng, chứng chỉ",
)
_CULTURE_FIELDS = ("Văn hóa", "Thể dục thể thao", "Thông tin điện tử")
_CULTURE = (
    PostPlan(
        "culture",
        "tpvanhoa",
        "Trưởng phòng",
        "Head of division",
        (R.DIVISION_HEAD,),
        capacity=Capacity.BY_ORDER,
    ),
    PostPlan(
        "culture",
        "ptpvanhoa",
        "Phó Trưởng phòng",
        "Deputy head of division",
        (R.DIVISION_HEAD,),
        capacity=Capacity.DEPUTY,
    ),
    PostPlan(
        "culture",
        "noivu",
        "Chuyên viên Nội vụ - Dân tộc - Tôn giáo",
        "Home affairs, ethnic and religious affairs officer",
        (R.SPECIALIST,),
        _remaining("culture", _SOCIAL, _SCHOOL, _CULTURE_FIELDS),
    ),
    PostPlan("culture", "giaoduc", "Chuyên viên Giáo dục", "Education officer", (R.SPECIALIST,), _SCHOOL),
    PostPlan(
        "culture",
        "vanhoa",
        "Chuyên viên Văn hóa - Thông tin",
        "Culture and information officer",
        (R.SPECIALIST,),
        _CULTURE_FIELDS,
    ),
    PostPlan(
        "culture",
        "xahoi",
        "Chuyên viên Lao động - Xã hội - Y tế",
        "Labour, social and health officer",
        (R.SPECIALIST,),
        _SOCIAL,
        seats=2,
    ),
)
_OPTIONAL = (
    PostPlan(
        "economic",
        "moitruong",
        "Chuyên viên Môi trường",
        "Environment officer",
        (R.SPECIALIST,),
        ("Môi trường",),
    ),
    PostPlan(
        "office", "tonghop", "Chuyên viên Tổng hợp - Lưu trữ", "Synthesis and records officer", (R.CLERK,)
    ),
    PostPlan(
        "culture",
        "yte",
        "Chuyên viên Y tế - Trẻ em",
        "Health and children officer",
        (R.SPECIALIST,),
        ("Trẻ em", "Dân số, bà mẹ và trẻ em"),
    ),
    PostPlan(
        "economic",
        "thuyloi",
        "Chuyên viên Thủy lợi - Phòng, chống thiên tai",
        "Irrigation and disaster prevention officer",
        (R.SPECIALIST,),
        ("Thủy lợi", "Quản lý Đê điều và Phòng, chống thiên tai"),
    ),
    PostPlan(
        "office",
        "doingoai",
        "Chuyên viên Đối ngoại - Thi đua",
        "Foreign affairs and emulation officer",
        (R.SPECIALIST,),
        ("Nuôi con nuôi",),
    ),
    PostPlan(
        "culture",
        "dantoc",
        "Chuyên viên Công tác dân tộc",
        "Ethnic affairs officer",
        (R.SPECIALIST,),
        ("Công tác dân tộc",),
    ),
)


def _duty(slug: str, title: str, title_en: str, counter: str) -> PostPlan:
    fields = tuple(
        field
        for field in routing.fields_of_counter(counter)
        if routing.body_for(field, tier=routing.COMMUNE) == "centre"
    )
    return PostPlan("centre", slug, title, title_en, (R.RECEIVER, R.SPECIALIST), fields, on_duty=True)


_ON_DUTY = (
    _duty("congan", "Công an trực tại trung tâm", "Police officer on duty at the centre", "police"),
    _duty("quansu", "Quân sự trực tại trung tâm", "Military officer on duty at the centre", "military"),
    _duty(
        "baohiem",
        "Bảo hiểm xã hội trực tại trung tâm",
        "Social insurance officer on duty at the centre",
        "insurance",
    ),
)

_DEPARTMENT = (
    PostPlan("", "giamdoc", "Giám đốc", "Director", (R.DEPARTMENT_HEAD,)),
    PostPlan(
        "",
        "phogiamdoc",
        "Phó Giám đốc",
        "Deputy director",
        (R.DEPARTMENT_HEAD,),
        seats=2,
        capacity=Capacity.DEPUTY,
    ),
    PostPlan(
        "",
        "truongphong",
        "Trưởng phòng chuyên môn",
        "Head of division",
        (R.DIVISION_HEAD,),
        seats=2,
        capacity=Capacity.BY_ORDER,
    ),
    PostPlan("", "chuyenvien", "Chuyên viên", "Officer", (R.DEPARTMENT_OFFICER, R.SPECIALIST), seats=6),
    PostPlan("", "vanthu", "Văn thư", "Clerk", (R.CLERK,)),
)
_PROVINCIAL = (
    PostPlan(
        "committee",
        "chutich",
        "Chủ tịch UBND",
        "Chair of the People's Committee",
        (R.PROVINCIAL_LEADER,),
        capacity=Capacity.COLLECTIVE,
    ),
    PostPlan(
        "committee",
        "phochutich",
        "Phó Chủ tịch UBND",
        "Deputy chair of the People's Committee",
        (R.PROVINCIAL_LEADER,),
        seats=4,
        capacity=Capacity.DEPUTY,
    ),
    PostPlan(
        "office",
        "chanhvanphong",
        "Chánh Văn phòng",
        "Head of the office",
        (R.DIVISION_HEAD,),
        capacity=Capacity.BY_ORDER,
    ),
    PostPlan("office", "chuyenvien", "Chuyên viên", "Officer", (R.SPECIALIST,), seats=4),
    PostPlan("office", "vanthu", "Văn thư", "Clerk", (R.CLERK,)),
    PostPlan(
        "office", "nghiepvu", "Quản trị nghiệp vụ", "Business administrator", (R.BUSINESS_ADMIN,), seats=2
    ),
    PostPlan(
        "office", "hethong", "Quản trị hệ thống", "Technical administrator", (R.TECHNICAL_ADMIN,), seats=2
    ),
    PostPlan("office", "antoan", "Chuyên viên an toàn thông tin", "Security officer", (R.SECURITY_OFFICER,)),
    PostPlan(
        "centre",
        "giamdoctt",
        "Giám đốc Trung tâm",
        "Director of the centre",
        (R.CENTRE_DIRECTOR, R.DIVISION_HEAD),
    ),
    PostPlan("centre", "tiepnhan", "Công chức tiếp nhận", "Receiving officer", (R.RECEIVER,), seats=8),
    PostPlan(
        "centre", "traketqua", "Công chức trả kết quả", "Officer returning results", (R.RETURNER,), seats=2
    ),
    PostPlan("centre", "ketoan", "Kế toán - Thủ quỹ", "Accountant and cashier", (R.CASHIER,)),
    PostPlan("inspectorate", "thanhtra", "Thanh tra viên", "Inspector", (R.AUDITOR,), seats=2),
)


def provincial_posts(departments: tuple[str, ...]) -> Iterator[PostPlan]:
    """The posts of the provincial bodies; the accounts of a department carry its slug."""
    yield from _PROVINCIAL
    for slug in departments:
        for post in _DEPARTMENT:
            yield replace(post, body=slug, slug=f"{slug.replace('_', '-')}.{post.slug}")
