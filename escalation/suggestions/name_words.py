"""Words by which names of people are told from other words, in Korean and English."""

SURNAMES = (
    "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진나지엄채원천"
    "방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용"
)
"""The first syllable of a full name; of many given names as well."""

TITLES = (
    "고객|회원|기사|담당자|상담사|상담원|매니저|팀장|과장|대리|실장|부장|점장|사장|대표|선생|반장|소장|주임|"
    "어머|아버|부모|사모|판매자|구매자|사용자|관리자|작가|배송원|집배원|수령인|신청자|주문자|입주자|이웃|모두|아가|아저"
)
"""What stands before 님, and is not the name itself."""

_ORDINARY = """
저희 우리 모든 해당 다른 신규 기존 일반 안녕 혹시 다만 현재 우선 전체 이번 문의 주문 신청 구매 이용 정말 한편
제가 지금 오늘 방금 하지만 이에 이후 전화 주말 최근 안내 진행 유료 무료 성함 연락처 주소 정보 본인 가족 명의
배송 택배 설치 담당 전담 소중한 여러 어느 누구 그런 이런 저런 죄송 감사 반가 환영 안심 변경 수정 확인 등록
서비스 고객 회원 기사 상담 방문 정기 이름 성명 주문자 수령인 예금주 현장 지원 지역 전문 전자 연락 요청 이전 이미
여기 저기 지난 하는 하신 주신 오신 인증 결제 사용
"""
ORDINARY = frozenset(_ORDINARY.split())
"""Words that stand where names stand, and begin like one."""

CUES = (
    "이름[은이]?|성함[은이]?|예금주[는가]?|받는 ?(?:분|사람)[은이]?|받으[시실] ?분[은이]?|수령인[은이]?|"
    "수취인[은이]?|주문자[는가]?|입금자(?:명)?[은는이가]?|신청자[는가]?|보내[는신] ?분[은이]?"
)
"""After these comes a name."""

_NOBODY = """
there again everyone all team customer sir madam folks friend for so very much you and the to your we our us that this i
thanks welcome yes no it
"""
NOBODY = frozenset(_NOBODY.split())
"""After "hi" and "thanks", and nobody's name."""

_CAPITALS = """
I Monday Tuesday Wednesday Thursday Friday Saturday Sunday Korea Korean English Android Apple Google
Bluetooth Wifi Matter Zigbee Alexa Siri Visa Mastercard Paypal Kakao Naver Samsung My Orders Order Account
Settings Profile Help Billing Home Subscription Menu Menus Returns Return Refund Refunds Payment Payments
Invoice Invoices Devices Device App Store Play Support Security Password Details Cancel Plan Plans Members
Notifications
"""
CAPITALS = frozenset(_CAPITALS.split())
"""Words with a capital letter in the middle of a sentence: days, makers, places of a screen."""

OPENERS = frozenset({"The", "Your", "Our", "In", "For", "To", "If"}) | CAPITALS
"""Words before a name at the beginning of a sentence."""

PLAIN = frozenset(
    {"will", "mark", "may", "grace", "hope", "joy", "art", "bill", "rich", "page", "dawn", "faith", "rose"}
)
"""First names that are words: only with a capital letter are they somebody."""
