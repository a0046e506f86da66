"""Twenty dialogues in Korean."""

from escalation.routing import reasons as why
from tests.unit.escalation.dialogues import (
    BIG,
    BROKEN,
    HUGE,
    JUST_LATE,
    LATE,
    Dialogue,
    angry,
    felt,
    offer,
    said,
    to,
    unsure,
)

KOREAN = (
    Dialogue("해결", (said("주문 언제 와요?", "order_track"), said("네 고마워요", "thank", solved=True))),
    Dialogue("상담원", (said("사람이랑 얘기할래요", "human_agent", to("general", "normal", why.ASKED_FOR_PERSON)),)),
    Dialogue(
        "영수증 뒤 상담원",
        (
            said("영수증 주세요", "billing_get_invoice"),
            said("그냥 상담원 불러 주세요", "human_agent", to("billing", "normal", why.ASKED_FOR_PERSON)),
        ),
    ),
    Dialogue(
        "모르는 말 세 번",
        (
            unsure("그거 있잖아요 그거"),
            unsure("저번에 그거요", offer(why.NOT_UNDERSTOOD)),
            unsure("아니 그거 말고", to("general", "normal", why.NOT_UNDERSTOOD)),
        ),
    ),
    Dialogue(
        "거절 뒤에는 다시 묻지 않기",
        (
            unsure("그거요"),
            unsure("이거요", offer(why.NOT_UNDERSTOOD)),
            said("아니요 괜찮아요", "deny", wants_person=False),
            unsure("음 그게"),
            unsure("그러니까 그게"),
            unsure("에휴 그거"),
        ),
    ),
    Dialogue(
        "점점 화남",
        (
            angry("왜 이렇게 늦어요!!", "order_track", offer(why.ANGER)),
            angry("장난해요 지금?", "order_track", to("orders", "high", why.ANGER)),
        ),
    ),
    Dialogue(
        "답답함이 커짐",
        (
            felt("쿠폰이 안 먹어요", "billing_promo_code", 0.3),
            felt("아직도 안 되네요", "billing_promo_code", 0.45),
            felt("정말 너무하시네요", "complaint", 0.58, offer(why.RISING_FRUSTRATION)),
        ),
    ),
    Dialogue(
        "같은 질문 세 번",
        (
            said("송장 조회가 안 돼요", "order_track"),
            said("송장 조회가 안 된다니까요", "order_track"),
            said("송장이요 송장", "order_track", offer(why.SAME_POINT)),
        ),
    ),
    Dialogue(
        "해결됐다고 하면 다시 세기",
        (
            said("송장 조회가 안 돼요", "order_track"),
            said("조회가 또 안 돼요", "order_track"),
            said("네 됐어요", "affirm", solved=True),
            said("배송 어디쯤이에요", "order_track"),
        ),
    ),
    Dialogue(
        "불",
        (
            said("고장 난 것 같아요", "warranty_repair"),
            said(
                "충전하는데 불꽃이 튀고 연기가 났어요", "warranty_repair", to("technical", "urgent", why.SAFETY_HAZARD)
            ),
        ),
    ),
    Dialogue("불은 안 남", (said("불은 안 났는데 뜨거워요", "warranty_repair"),)),
    Dialogue(
        "내가 안 한 결제",
        (
            said(
                "제가 결제한 적 없는 돈이 나갔어요",
                "billing_unexpected_charge",
                to("billing", "urgent", why.UNAUTHORISED_CHARGE),
            ),
        ),
    ),
    Dialogue(
        "소비자원",
        (
            said("환불 언제 돼요", "billing_refund_status"),
            said("계속 이러면 소비자원에 신고할 거예요", "complaint", to("complaints", "high", why.REGULATOR_THREAT)),
        ),
    ),
    Dialogue(
        "변호사와 기자, 우대 고객",
        (
            said(
                "변호사랑 기자한테 다 말하겠습니다",
                "complaint",
                to("complaints", "urgent", why.LEGAL_THREAT, why.PRESS_THREAT, why.CUSTOMER_TIER),
            ),
        ),
        tier="VIP",
    ),
    Dialogue(
        "개인정보",
        (
            said("탈퇴는 어떻게 해요", "account_delete", offer(why.DATA_ERASURE)),
            said("제 개인정보를 모두 삭제해 주세요", "account_delete", to("onboarding", "normal", why.DATA_ERASURE)),
        ),
    ),
    Dialogue(
        "큰 환불",
        (
            said("FH-9 보여 줘", "order_track", order=BIG, reference="FH-9"),
            said("이거 환불할래요", "billing_refund_request", offer(why.LARGE_REFUND)),
            said("상담원이요", "human_agent", to("billing", "normal", why.ASKED_FOR_PERSON)),
        ),
    ),
    Dialogue(
        "큰 주문",
        (
            said("FH-8 어디예요", "order_track", order=HUGE, reference="FH-8"),
            said("상담원 연결", "human_agent", to("orders", "high", why.ASKED_FOR_PERSON, why.LARGE_ORDER)),
        ),
    ),
    Dialogue(
        "많이 늦음",
        (
            said("FH-6 언제 와요", "order_track", order=JUST_LATE, reference="FH-6"),
            said("FH-7은요", "order_track", offer(why.ORDER_LATE), order=LATE, reference="FH-7"),
            said("네", "affirm", to("orders", "normal", why.ASKED_FOR_PERSON), wants_person=True),
        ),
    ),
    Dialogue(
        "두 번 실패",
        (
            said("주문 조회", "order_track", offer(why.ACTION_FAILED), **BROKEN),
            said("다시 해 봐요", "order_track", to("orders", "high", why.REPEATED_FAILURE), **BROKEN),
        ),
    ),
    Dialogue("못 하는 말", (said("我的订单在哪里", "out_of_scope", offer(why.FOREIGN_LANGUAGE), gate="not_sure"),)),
)
